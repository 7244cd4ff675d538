import pytest

PATHS = ["/", "/projects/", "/healthz", "/admin/", "/static/site.css", "/nowhere/"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "BOGUS"])
def test_a_method_that_no_page_has_is_405_everywhere(client, path, method):
    response = client.generic(method, path)
    assert response.status_code == 405
    assert "GET" in response["Allow"]
    assert "TRACE" not in response["Allow"]


@pytest.mark.parametrize("path", ["/%00", "/projects/a%00b/", "/projects/%00/", "/areas/%00/"])
def test_a_nul_in_a_path_is_400(client_that_answers_errors, path):
    assert client_that_answers_errors.get(path).status_code == 400


@pytest.mark.parametrize("path", ["/%ff%fe", "/projects/%c3%28/", "/%ed%a0%80/"])
def test_bytes_that_are_no_text_in_a_path_are_404(client_that_answers_errors, path):
    assert client_that_answers_errors.get(path).status_code == 404


def test_a_host_that_is_not_ours_is_400(client_that_answers_errors):
    response = client_that_answers_errors.get("/about/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert b"evil" not in response.content


def test_every_answer_carries_the_security_headers(client):
    headers = client.post("/healthz").headers
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Permissions-Policy"].startswith("geolocation=(self), camera=()")


def test_the_content_security_policy_lets_nothing_in_but_our_own_and_the_tiles(client):
    policy = client.generic("TRACE", "/").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: https://tile.openstreetmap.org",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }

"""A person at a browser without JavaScript: opens pages, fills in forms, sends them."""

import http.client
import urllib.error
import urllib.request
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode


class Fields(HTMLParser):
    """The fields of the forms of a page, with what they hold; `forms` has one dict for each."""

    def __init__(self, text):
        super().__init__()
        self.forms, self._text, self._select = [], None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        each = dict(attributes)
        name = each.get("name")
        if tag == "form":
            self.forms.append({})
        if not self.forms:
            return
        if tag == "input" and name and each.get("type") not in ("submit", "image", "button"):
            is_box = each.get("type") in ("checkbox", "radio")
            if not is_box or "checked" in each:
                self._add(name, each.get("value", "on" if is_box else "") or "")
        elif tag == "textarea" and name:
            self._text = name
            self.forms[-1].setdefault(name, [""])
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in each and self._select:
            self._add(self._select, each.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data):
        if self._text:
            text = self.forms[-1][self._text][0] + data
            # As browsers do: a line break right after the opening tag is no part of the text.
            self.forms[-1][self._text] = [text.removeprefix("\n") if text == data else text]

    def _add(self, name, value):
        self.forms[-1].setdefault(name, []).append(value)


class Person:
    """Keeps cookies and the last page: `status`, `address`, `text`."""

    def __init__(self, site):
        self.site = site
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.status, self.address, self.text = 0, "", ""

    def open(self, path, data=None, seconds=20):
        """Go to a page, or send data ({name: [values]}) to it; follow redirects.

        An answer that does not come is status 0.
        """
        url = path if path.startswith("http") else self.site + path
        body = urlencode(data, doseq=True).encode() if data is not None else None
        request = urllib.request.Request(url, body, {"Referer": self.address or self.site})
        try:
            answer = self.opener.open(request, timeout=seconds)
            self.status, self.address = answer.status, answer.url
            self.text = answer.read().decode()
        except urllib.error.HTTPError as error:
            self.status, self.address, self.text = error.code, url, error.read().decode()
        except (OSError, http.client.HTTPException):
            self.status = 0
        return self

    def send_and_hang_up(self, path, data):
        """Send data to a page, and close the line before the answer comes."""
        request = urllib.request.Request(self.site + path, urlencode(data, doseq=True).encode())
        self.cookies.add_cookie_header(request)
        line = http.client.HTTPConnection(request.host, timeout=20)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Referer": self.site}
        line.request("POST", path, request.data, headers | dict(request.header_items()))
        line.close()

    def form_with(self, name):
        """Return the fields of the form that has a field of this name."""
        return next(form for form in Fields(self.text).forms if name in form)

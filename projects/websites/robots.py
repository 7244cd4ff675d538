"""Whether a site's robots.txt lets us look at a page."""

from urllib.robotparser import RobotFileParser

from projects.websites.outcomes import CannotTell, Fails
from projects.websites.targets import follow, target_of

SECONDS = 5
MOST_REDIRECTS = 3


class Robots:
    """The robots.txt of the sites met, each read once."""

    def __init__(self, fetcher):
        self._fetcher, self._rules = fetcher, {}

    def allow(self, target):
        """Generate the hosts to ask; return whether we may look at the target. Raises Fails.

        As RFC 9309 has it: a site without the file allows all, one whose server fails allows
        nothing. Where there is no answer at all, the page itself will tell.
        """
        if target.site not in self._rules:
            self._rules[target.site] = yield from self._read(target.site)
        rules = self._rules[target.site]
        if isinstance(rules, Fails):
            raise rules
        return rules.can_fetch(self._fetcher.user_agent, target.site + target.path)

    def _read(self, site):
        address, rules = f"{site}/robots.txt", RobotFileParser()
        rules.allow_all = True
        try:
            for _ in range(MOST_REDIRECTS + 1):
                yield target_of(address, self._fetcher.ports).host
                answer = self._fetcher.ask("GET", address, SECONDS, with_body=True)
                if not answer.location:
                    break
                address = follow(address, answer.location)
        except (Fails, CannotTell):
            return rules
        if answer.status >= 500:
            return Fails(f"the server answers {answer.status}")
        if answer.status == 200:
            try:
                rules.parse(answer.body.decode("utf-8-sig", "replace").splitlines())
            except ValueError:  # the parser stumbles over some nonsense, such as "Allow: //["
                return rules
            rules.allow_all = False
        return rules

"""Names and texts: nonsense that has the words of the real summaries, about as often."""

import random
import re

from bench.chance import Skewed

# In this share of the summaries, and nowhere else: a search for one finds about so many.
SPRINKLED = {"workers": 0.40, "wages": 0.10, "hospitality": 0.01}
TYPO = "skills escalater"

# What projects are called beside the name of a town; the first most often, the last in 1 % of all.
THEMES = [
    "Living Wage Campaign", "Good Work Charter", "Step Up", "Skills for Better Jobs",
    "Employment Support", "Fair Work Pilot", "Career Advice", "Flexible Working Trial",
    "Retail Pathways", "Care Careers", "Progression Partnership", "Better Hours",
    "Work and Health", "Pay Rise", "Rights at Work", "Learning at Work", "Jobs Brokerage",
    "Ambition", "Construction Futures", "Parents into Work", "Union Learning", "Moving On",
    "Job Quality Study", "Skills Escalator",
]  # fmt: skip
BODIES = [
    "Advice Centre", "Borough Trust", "Works", "College", "Chamber", "Foundation", "Community Hub",
    "Employers’ Forum", "Law Centre", "Housing Association", "Institute", "Co-operative",
]  # fmt: skip
SENTENCES = 4000


class Writer:
    """Writes texts from the words of other texts."""

    def __init__(self, real_texts, seed):
        rng = random.Random(f"texts {seed}")
        followers = _followers(real_texts)
        starts = sorted(followers)
        self._sentences = [_sentence(rng, starts, followers) for _ in range(SENTENCES)]
        self._themes = Skewed(THEMES)

    def theme(self, rng):
        """Return the part of a project's name that says what it is."""
        return self._themes.draw(rng)

    def summary(self, rng):
        """Return one or two sentences and the sprinkled words, at most 600 characters."""
        parts = rng.choices(self._sentences, k=rng.choice((1, 1, 2)))
        parts += [f"Meant for {word}." for word, share in SPRINKLED.items() if rng.random() < share]
        return " ".join(parts)

    def text(self, rng, longest):
        """Return paragraphs of up to `longest` sentences in all; short ones are more common."""
        number = 1 + int((longest - 1) * rng.random() ** 3)
        sentences = rng.choices(self._sentences, k=number)
        return "\n\n".join(" ".join(sentences[at : at + 5]) for at in range(0, number, 5))


def _followers(texts):
    """Return {word: the words that come after it}, with the sprinkled words left out."""
    followers = {}
    for text in texts:
        words = [word for word in re.findall(r"[A-Za-z’'-]+", text) if not _is_sprinkled(word)]
        for word, following in zip(words, words[1:], strict=False):
            followers.setdefault(word, []).append(following)
    return followers


def _is_sprinkled(word):
    # "hospital" has the stem of "hospitality" too; singular and plural share theirs.
    return word.lower().startswith(("worker", "wage", "hospital"))


def _sentence(rng, starts, followers):
    word = rng.choice(starts)
    words = [word.capitalize()]
    for _ in range(rng.randint(7, 22)):
        word = rng.choice(followers.get(word, starts))
        words.append(word)
    return " ".join(words)[:250] + "."

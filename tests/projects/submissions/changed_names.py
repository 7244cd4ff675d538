"""What people make of a project's name: each change is given the name and a random.Random."""


def _misspelt(name, chance):
    words = name.split()
    long = [i for i, word in enumerate(words) if len(word) > 4]
    for i in chance.sample(long, min(len(long), 1 + len(words) // 5)):
        word, at = words[i], chance.randrange(1, len(words[i]) - 2)
        words[i] = chance.choice(
            [
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + chance.choice("aeiou") + word[at + 1 :],
            ]
        )
    return " ".join(words)


def _other_order(name, chance):
    words = [word for word in name.replace(":", "").split() if word not in ("a", "the")]
    cut = chance.randrange(1, len(words)) if len(words) > 1 else 0
    return " ".join([*words[cut:], *words[:cut]])


def _with_year(name, chance):
    year = chance.choice([2014, 2018, 2021, 2023])
    return chance.choice([f"{name} {year}", f"{name} ({year})", f"{name} {year}-{year % 100 + 2}"])


def _with_pilot(name, chance):
    return chance.choice(
        [f"{name} pilot", f"{name} Project", f"Pilot: {name}", f"The {name} Programme"]
    )


def _in_capitals(name, chance):
    return chance.choice([name.upper(), name.lower(), name.replace(" ", "-")])


def _abbreviated(name, chance):
    short = {
        "Employment": "Emp", "Partnership": "P'ship", "Greater Manchester": "GM", "Programme":
        "Prog", "Institute": "Inst", "Living Wage": "LW", "Labour Market Partnership": "LMP",
        "Commission": "Comm", "Development": "Dev", "Community": "Comm", "Initiative": "Init",
        "Foundation": "Fdn", "Progression": "Prog", "Northern Ireland": "NI", "Business": "Bus",
        "Communities": "Comms", "Academy": "Acad", "Association": "Assoc", " and ": " & ",
    }  # fmt: skip
    usable = [long for long in short if long in name]
    if not usable:
        return None
    long = chance.choice(usable)
    return name.replace(long, short[long])


def with_organisation(name, organisation, chance):
    """Return the name with the organisation's in it; None where it is in it already."""
    if organisation.lower() in name.lower():
        return None
    return chance.choice(
        [f"{organisation} {name}", f"{name} ({organisation})", f"{name} - {organisation}",
         f"{organisation}: {name}", f"{name} by {organisation}"]
    )  # fmt: skip


def _twice(name, chance):
    changes = chance.sample([_misspelt, _other_order, _with_year, _with_pilot, _abbreviated], 2)
    for change in changes:
        name = change(name, chance) or name
    return name


CHANGES = {
    "two changes": _twice,
    "misspelt": _misspelt,
    "order": _other_order,
    "year": _with_year,
    "pilot": _with_pilot,
    "capitals": _in_capitals,
    "abbreviated": _abbreviated,
}

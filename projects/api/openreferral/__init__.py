"""The same entries in the words of Open Referral UK: the UK profile of HSDS 3.0.

Council directories and service finders read that format. Every published project is a service,
whatever its status, because a finder that shows old help has to learn that it has ended; what is
not asked about here (ages, opening hours, prices) is left out, not made up. Where the profile and
the international standard name a field differently, both are given.
"""

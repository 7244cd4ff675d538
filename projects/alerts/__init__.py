"""E-mail alerts: "tell me when something changes here", of whatever list.

`wishes` reads what somebody wants to hear of, `news` finds what of it is new, `workflow` is the
only code that changes an alert (asked for, confirmed, changed, stopped), `looking` is the job that
looks for those whose turn it is, and `mails` writes to them.
"""

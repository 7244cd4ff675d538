"""The API: the directory as JSON, for programs. Read-only, open to everybody, without a key.

Version 1 (`/api/v1/`) gives each project as every other machine format does
(projects.channels.records); `openreferral` gives the same entries in the words of Open Referral UK,
which council directories read. Every address takes the query that the pages take
(projects.filters), answers values that it does not understand with 400 and a problem document
(RFC 9457), and is read in one snapshot and revalidated by ETag, as public pages are.
"""

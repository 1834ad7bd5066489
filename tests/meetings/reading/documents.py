"""Invented minutes in the layouts that real boards use; every name in them is made up."""

NUMBERED = """
Coastal Resettlement Advisory Group (CRAG)

Via videocall

Thursday 4th March 2021

CRAG members present:

Ada Quill, Harbour Trust (chair)
Ben Osei, Shore Trust
Cy Lund, Pier Trust (notes)

Officials present:

Di Marsh, Ministry of Tides

Apologies:

Eve Hart, Lantern House

1. Welcome and introductions

- 1.1. Ada Quill welcomed everybody to the first meeting of the year.
- 1.2. Outstanding action: *Chair and rural leads on CRAG to draw up terms of reference for the group.*
 - 1.2.1. A first draft went round in January and three members sent comments, most of them about how the

group would choose its topics. Another draft is on its way.

1.2.2. The officials were content with the draft.

1.3. The minutes of the last meeting were approved.

2. Housing on release

- 2.1. [The housing group \\(HG\\) met in February](#).
 - 2.1.1. Ben Osei reported three points:

- Rents are up.
- Bonds are short.

2.2. *Action: Di Marsh, chair and Shore Trust to meet by 26 March.*

**3. Any other business**

- 3.1. None.

ENDS."""

LOGGED = """
Estuary Reducing Harm Board Note of Meeting

14th March 2019

Organisations in Attendance:

Estuary Council (EC)
Tide Police

Organisations Absent:

Lantern House

1. Welcome

EC welcomed the board.

Actions from previous meeting

1	EC to share the data pack.	Complete
2	Tide Police to write to courts before the next Board meeting.	Incomplete – a draft is with the clerk
3	EC to circulate the plan	Delayed – by the election

2. Data

The data pack was late.

Action: EC to send out the data pack once figures are published

Action: Tide Police visit to be scheduled for next meeting.

Date of next meeting

Monday, 17th June 2019

Actions Log

1	EC to send out the data pack once figures are published
2	Tide Police visit to be scheduled for next meeting.
3	EC to book the hall
"""

MARKDOWN = """---
title: "Vale Hospital Quality Committee"
date: 2019-06-12
---

# Vale Hospital Quality Committee

**Venue:** Boardroom 2

## Attendees

- [PL] Priya Lind (Chair)
- [TA] Tom Abara

## 1. Action log

| Ref | Action | Owner | Due | Status |
|---|---|---|---|---|
| QC-14 | Present the falls audit | TA | 30/06/2019 | In progress – draft with PL |
| QC-15 | Update the risk register | PL | | Complete |

## 2. Staffing

TA presented the report.

> **Decision:** the dashboard will be published monthly.

- **Action QC-17:** TA to bring a forecast by 28 June.

## Next meeting

10 July 2019
"""

COUNCIL = """
LOWER SANDLEY PARISH COUNCIL

Minutes of the Ordinary Meeting of the Parish Council held on Tuesday 14th March 2023 at 7.30pm in the Memorial Hall.

Present: Cllrs J. Harbot (Chairman), P Quince, Mrs T Oakes
In attendance: Mrs S Bell (Clerk)

88/23 Apologies for Absence
Apologies were received from Cllr D Larkspur.

89/23 Matters Arising
(a) Bus shelter: the quotation had been received. Action: Clerk
(b) The lane has been reported to the county. ACTION: PQ by 30 March

90/23 Finance
It was RESOLVED that the payments be approved.

91/23 Date of next meeting
Tuesday 11th April 2023 at 7.30pm.

Signed ........................ Chairman       Date ...............
Page 1 of 1
"""

CALL = """Tree Data Working Group (TDWG)
Minutes, interim call 2021-03-09 15:00 UTC

Attendees:
  Mara Iwu (chair)
  Stefan Brandt
Regrets: Anil Rao

Draft status

Stefan reviewed section 4 and found two problems with the length field; these are on the list for everybody to see.

   ACTION: Stefan to open issues for the length field.

AOB

   none

Next call: 23 March 2021, 15:00 UTC
"""

EVERY = {"numbered": NUMBERED, "logged": LOGGED, "markdown": MARKDOWN, "council": COUNCIL, "call": CALL}

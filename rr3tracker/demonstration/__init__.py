"""Two real boards with invented people, so that every page has something true to show.

`organisations`, `boards` and `people` say who there is; `minutes/` holds a small text file for each meeting, which
`script` reads; `loading` records it all. Boards, organisations, the two dated meetings of 2020 and what they asked
for are facts, told in our own words; every person is invented, and so is every later meeting.
"""

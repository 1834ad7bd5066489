"""Items that were deferred before the forward plan was kept stand on it too, where they still come back."""

from django.db import migrations


def fill(apps, schema_editor):
    AgendaItem = apps.get_model("meetings", "AgendaItem")
    ForwardItem = apps.get_model("meetings", "ForwardItem")
    Meeting = apps.get_model("meetings", "Meeting")
    returned = {item.came_from_id: item for item in AgendaItem.objects.filter(came_from__isnull=False)}
    last = {}
    for board, held_on in Meeting.objects.order_by("held_on").values_list("board", "held_on"):
        last[board] = held_on
    rows, above = [], None
    for item in AgendaItem.objects.select_related("meeting").order_by("meeting_id", "position", "pk"):
        meeting = item.meeting
        goes_along = above and above.meeting_id == meeting.pk and above.is_deferred and item.depth == 2
        if item.depth == 1:
            above = item
        if not item.is_deferred or goes_along:
            continue
        back = returned.get(item.pk)
        if back or last[meeting.board_id] <= meeting.held_on:
            rows.append(ForwardItem(board_id=meeting.board_id, deferred=item, said_on=meeting.held_on, placed_as=back))
    ForwardItem.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_forward_plan")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        ("organisations", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("paper", "Paper"), ("source", "Source of the minutes")],
                        default="paper",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("file_name", models.CharField(max_length=255)),
                ("media_type", models.CharField(default="application/octet-stream", max_length=120)),
                ("size", models.PositiveIntegerField(help_text="In bytes.")),
                ("sha256", models.CharField(max_length=64, verbose_name="fingerprint")),
                (
                    "unplaced",
                    models.JSONField(
                        blank=True, default=list, help_text="Lines of the source that found no place in the record."
                    ),
                ),
                ("added_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Empty, with the moment, for what a command on the server read in.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("meeting", "pk"),
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "number",
                    models.CharField(
                        blank=True, help_text="As printed: 4. Empty for a heading without one.", max_length=20
                    ),
                ),
                (
                    "depth",
                    models.PositiveSmallIntegerField(default=1, help_text="1 for an item, 2 for a heading inside it."),
                ),
                ("title", models.CharField(max_length=500)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("discussion", "For discussion"),
                            ("decision", "For decision"),
                            ("information", "For information"),
                        ],
                        default="discussion",
                        max_length=15,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinary", "Ordinary"),
                            ("welcome", "Welcome and apologies"),
                            ("last_minutes", "Minutes of the last meeting"),
                            ("outstanding_actions", "Outstanding actions"),
                            ("other_business", "Any other business"),
                            ("next_meeting", "Date of next meeting"),
                            ("action_log", "Action log"),
                        ],
                        default="ordinary",
                        max_length=20,
                    ),
                ),
                (
                    "presenter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presented_items",
                        to="organisations.person",
                    ),
                ),
            ],
            options={
                "ordering": ("meeting", "position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="DocumentContent",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="content",
                        serialize=False,
                        to="meetings.document",
                    ),
                ),
                ("data", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="HistoricalMeeting",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "title",
                    models.CharField(
                        blank=True, help_text="If it has a name of its own, such as “Away day”.", max_length=300
                    ),
                ),
                ("held_on", models.DateField(verbose_name="date")),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="from")),
                ("ends_at", models.TimeField(blank=True, null=True, verbose_name="to")),
                ("venue", models.CharField(blank=True, max_length=300)),
                ("joining_link", models.URLField(blank=True)),
                (
                    "next_meeting_on",
                    models.DateField(
                        blank=True,
                        help_text="As these minutes give it.",
                        null=True,
                        verbose_name="date of next meeting",
                    ),
                ),
                (
                    "minutes_stage",
                    models.CharField(
                        choices=[
                            ("drafting", "Drafting"),
                            ("circulated", "Circulated"),
                            ("approved", "Approved"),
                            ("published", "Published"),
                        ],
                        default="drafting",
                        max_length=15,
                    ),
                ),
                ("circulated_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("approved_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisations.board",
                    ),
                ),
                (
                    "circulated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical meeting",
                "verbose_name_plural": "historical meetings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMinute",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1"), (2, "1.1"), (3, "1.1.1")], default=2, help_text="How deep it is numbered."
                    ),
                ),
                ("number", models.CharField(blank=True, help_text="As printed: 8.2.1.", max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("discussion", "Discussion"),
                            ("decision", "Decision"),
                            ("action", "Action"),
                            ("progress", "Progress"),
                        ],
                        default="discussion",
                        max_length=15,
                    ),
                ),
                ("text", models.TextField()),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical minute",
                "verbose_name_plural": "historical minutes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "title",
                    models.CharField(
                        blank=True, help_text="If it has a name of its own, such as “Away day”.", max_length=300
                    ),
                ),
                ("held_on", models.DateField(verbose_name="date")),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="from")),
                ("ends_at", models.TimeField(blank=True, null=True, verbose_name="to")),
                ("venue", models.CharField(blank=True, max_length=300)),
                ("joining_link", models.URLField(blank=True)),
                (
                    "next_meeting_on",
                    models.DateField(
                        blank=True,
                        help_text="As these minutes give it.",
                        null=True,
                        verbose_name="date of next meeting",
                    ),
                ),
                (
                    "minutes_stage",
                    models.CharField(
                        choices=[
                            ("drafting", "Drafting"),
                            ("circulated", "Circulated"),
                            ("approved", "Approved"),
                            ("published", "Published"),
                        ],
                        default="drafting",
                        max_length=15,
                    ),
                ),
                ("circulated_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("approved_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="organisations.board"
                    ),
                ),
                (
                    "circulated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-held_on", "-starts_at", "-pk"),
                "indexes": [
                    models.Index(fields=["board", "held_on"], name="meeting_board_day"),
                    models.Index(fields=["held_on"], name="meeting_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True),
                            ("starts_at__isnull", True),
                            ("ends_at__gt", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="meeting_ends_after_it_starts",
                        violation_error_message="A meeting ends after it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_meeting_on__isnull", True),
                            ("next_meeting_on__gt", models.F("held_on")),
                            _connector="OR",
                        ),
                        name="meeting_next_is_later",
                        violation_error_message="The next meeting is after this one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("circulated_at__isnull", True), ("circulated_by__isnull", True)),
                            models.Q(("circulated_at__isnull", False), ("circulated_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="meeting_circulated_at_with_by",
                        violation_error_message="When the minutes were circulated goes with who did it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="meeting_approved_at_with_by",
                        violation_error_message="When the minutes were approved goes with who did it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="meeting_published_at_with_by",
                        violation_error_message="When the minutes were published goes with who did it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("minutes_stage", "circulated"), _negated=True),
                            ("circulated_at__isnull", False),
                            _connector="OR",
                        ),
                        name="meeting_circulated_says_when",
                        violation_error_message="Minutes that are circulated say when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("minutes_stage", "approved"), _negated=True),
                            ("approved_at__isnull", False),
                            _connector="OR",
                        ),
                        name="meeting_approved_says_when",
                        violation_error_message="Minutes that are approved say when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("minutes_stage", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="meeting_published_says_when",
                        violation_error_message="Minutes that are published say when.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDocument",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("paper", "Paper"), ("source", "Source of the minutes")],
                        default="paper",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("file_name", models.CharField(max_length=255)),
                ("media_type", models.CharField(default="application/octet-stream", max_length=120)),
                ("size", models.PositiveIntegerField(help_text="In bytes.")),
                ("sha256", models.CharField(max_length=64, verbose_name="fingerprint")),
                (
                    "unplaced",
                    models.JSONField(
                        blank=True, default=list, help_text="Lines of the source that found no place in the record."
                    ),
                ),
                ("added_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Empty, with the moment, for what a command on the server read in.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical document",
                "verbose_name_plural": "historical documents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAttendance",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("job_title", models.CharField(blank=True, help_text="As it was that day.", max_length=300)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("present", "Present"),
                            ("apologies", "Apologies"),
                            ("absent", "Absent"),
                            ("not_expected", "Not expected"),
                        ],
                        default="present",
                        max_length=15,
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("member", "Member"),
                            ("official", "Official"),
                            ("in_attendance", "In attendance"),
                            ("secretariat", "Secretariat"),
                        ],
                        default="member",
                        max_length=15,
                    ),
                ),
                ("is_chair", models.BooleanField(default=False, verbose_name="in the chair")),
                ("is_note_taker", models.BooleanField(default=False, verbose_name="took the notes")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="As it was that day.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisations.person",
                    ),
                ),
                (
                    "substitute_for",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisations.person",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical attendance",
                "verbose_name_plural": "historical attendance",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAgendaItem",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "number",
                    models.CharField(
                        blank=True, help_text="As printed: 4. Empty for a heading without one.", max_length=20
                    ),
                ),
                (
                    "depth",
                    models.PositiveSmallIntegerField(default=1, help_text="1 for an item, 2 for a heading inside it."),
                ),
                ("title", models.CharField(max_length=500)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("discussion", "For discussion"),
                            ("decision", "For decision"),
                            ("information", "For information"),
                        ],
                        default="discussion",
                        max_length=15,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinary", "Ordinary"),
                            ("welcome", "Welcome and apologies"),
                            ("last_minutes", "Minutes of the last meeting"),
                            ("outstanding_actions", "Outstanding actions"),
                            ("other_business", "Any other business"),
                            ("next_meeting", "Date of next meeting"),
                            ("action_log", "Action log"),
                        ],
                        default="ordinary",
                        max_length=20,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "presenter",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisations.person",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical agenda item",
                "verbose_name_plural": "historical agenda items",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="document",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="meetings.meeting"
            ),
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("job_title", models.CharField(blank=True, help_text="As it was that day.", max_length=300)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("present", "Present"),
                            ("apologies", "Apologies"),
                            ("absent", "Absent"),
                            ("not_expected", "Not expected"),
                        ],
                        default="present",
                        max_length=15,
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("member", "Member"),
                            ("official", "Official"),
                            ("in_attendance", "In attendance"),
                            ("secretariat", "Secretariat"),
                        ],
                        default="member",
                        max_length=15,
                    ),
                ),
                ("is_chair", models.BooleanField(default=False, verbose_name="in the chair")),
                ("is_note_taker", models.BooleanField(default=False, verbose_name="took the notes")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        help_text="As it was that day.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="organisations.person",
                    ),
                ),
                (
                    "substitute_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substituted_in",
                        to="organisations.person",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendance", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "attendance",
                "ordering": ("meeting", "position", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("person__isnull", False), ("organisation__isnull", False), _connector="OR"),
                        name="attendance_is_of_person_or_organisation",
                        violation_error_message="Name a person, an organisation, or both.",
                    ),
                    models.UniqueConstraint(
                        fields=("meeting", "person"),
                        name="attendance_once_per_person",
                        violation_error_message="This person is on the roll already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", True)),
                        fields=("meeting", "organisation"),
                        name="attendance_once_per_organisation",
                        violation_error_message="This organisation is on the roll already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("substitute_for__isnull", True),
                            models.Q(
                                ("person__isnull", False),
                                models.Q(("substitute_for", models.F("person")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="attendance_substitute_is_not_the_person",
                        violation_error_message="A substitute is somebody else than the person they stand in for.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_chair", False), ("is_note_taker", False)),
                            ("status", "present"),
                            _connector="OR",
                        ),
                        name="attendance_chair_and_note_taker_are_present",
                        violation_error_message="Whoever chairs or takes the notes is present.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="meetings.meeting"
            ),
        ),
        migrations.CreateModel(
            name="Minute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1"), (2, "1.1"), (3, "1.1.1")], default=2, help_text="How deep it is numbered."
                    ),
                ),
                ("number", models.CharField(blank=True, help_text="As printed: 8.2.1.", max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("discussion", "Discussion"),
                            ("decision", "Decision"),
                            ("action", "Action"),
                            ("progress", "Progress"),
                        ],
                        default="discussion",
                        max_length=15,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="meetings.agendaitem"
                    ),
                ),
            ],
            options={
                "ordering": ("item", "position", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("level__lte", 3)),
                        name="minute_level_1_to_3",
                        violation_error_message="Paragraphs are numbered to three levels: 1, 1.1 and 1.1.1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="minute_has_text",
                        violation_error_message="Enter the text of the paragraph.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "source")),
                fields=("sha256",),
                name="document_source_read_once",
                violation_error_message="This file has been read in already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("added_at__isnull", True), ("added_by__isnull", True)),
                    models.Q(("added_at__isnull", False), ("added_by__isnull", False)),
                    _connector="OR",
                ),
                name="document_added_at_with_by",
                violation_error_message="When a document was added goes with who added it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True),
                name="agenda_item_has_title",
                violation_error_message="Enter the item’s title.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("depth__gte", 1), ("depth__lte", 2)),
                name="agenda_item_depth_1_or_2",
                violation_error_message="A heading is an item (1) or inside one (2).",
            ),
        ),
    ]

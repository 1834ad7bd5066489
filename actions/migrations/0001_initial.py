import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("meetings", "0001_initial"),
        ("organisations", "0001_initial"),
        ("organisations", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionSequence",
            fields=[
                (
                    "board",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="organisations.board",
                    ),
                ),
                ("last_number", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(editable=False)),
                ("reference", models.CharField(editable=False, max_length=24, unique=True)),
                ("text", models.TextField(verbose_name="action")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("in_progress", "In progress"),
                            ("delayed", "Delayed"),
                            ("to_be_agreed", "Complete, to be agreed"),
                            ("complete", "Complete"),
                            ("no_longer_needed", "No longer needed"),
                            ("referred", "Referred"),
                        ],
                        default="open",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "raised_on",
                    models.DateField(help_text="The day of that meeting, or the day it was agreed between meetings."),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                (
                    "due_text",
                    models.CharField(
                        blank=True,
                        help_text="Such as “after publication”.",
                        max_length=300,
                        verbose_name="due, in words",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="organisations.board"
                    ),
                ),
                (
                    "due_at",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions_due",
                        to="meetings.meeting",
                        verbose_name="due at meeting",
                    ),
                ),
                (
                    "raised_in",
                    models.ForeignKey(
                        blank=True,
                        help_text="The paragraph it was born in; empty if between meetings.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions_raised",
                        to="meetings.minute",
                    ),
                ),
                (
                    "referred_to",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions_referred_here",
                        to="organisations.board",
                    ),
                ),
                (
                    "succeeded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="actions.action",
                    ),
                ),
            ],
            options={
                "ordering": ("board", "number"),
                "indexes": [
                    models.Index(fields=["board", "status", "due_on"], name="action_board_status_due"),
                    models.Index(fields=["status", "due_on"], name="action_status_due"),
                    models.Index(fields=["board", "raised_on"], name="action_board_raised"),
                    models.Index(fields=["closed_on"], name="action_closed"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("board", "number"),
                        name="action_number_unique_on_board",
                        violation_error_message="This board already has an action of this number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="action_has_text",
                        violation_error_message="Enter what is to be done.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True), ("due_on__gte", models.F("raised_on")), _connector="OR"
                        ),
                        name="action_due_on_or_after_raised",
                        violation_error_message="An action cannot be due before it was raised.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__isnull", True), ("due_at__isnull", True), _connector="OR"),
                        name="action_due_on_a_date_or_at_a_meeting",
                        violation_error_message="An action is due on a date or at a meeting, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_on__isnull", False),
                                ("status__in", ("complete", "no_longer_needed", "referred")),
                            ),
                            models.Q(
                                models.Q(("status__in", ("complete", "no_longer_needed", "referred")), _negated=True),
                                ("closed_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="action_closed_on_when_closed",
                        violation_error_message="A closed action has the day it was closed, and no other has.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True), ("closed_on__gte", models.F("raised_on")), _connector="OR"
                        ),
                        name="action_closed_on_or_after_raised",
                        violation_error_message="An action cannot be closed before it was raised.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("referred_to__isnull", True), ("status", "referred"), _connector="OR"),
                        name="action_referred_to_when_referred",
                        violation_error_message="Only a referred action names the board that it was referred to.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("succeeded_by__isnull", True),
                            models.Q(
                                ("status", "no_longer_needed"),
                                models.Q(("succeeded_by", models.F("id")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="action_successor_when_no_longer_needed",
                        violation_error_message="Only an action that is no longer needed is succeeded by another.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionOwner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("chair", "Chair"),
                            ("secretariat", "Secretariat"),
                            ("members", "All members"),
                            ("officials", "Officials"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        help_text="A group that is no record: “theme leads”.",
                        max_length=300,
                        verbose_name="in words",
                    ),
                ),
                ("is_lead", models.BooleanField(default=False, verbose_name="leads")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="owners", to="actions.action"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions_owned",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions_owned",
                        to="organisations.person",
                    ),
                ),
            ],
            options={
                "ordering": ("action", "-is_lead", "position", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("organisation__isnull", True), ("person__isnull", False), ("role", ""), ("words", "")
                            ),
                            models.Q(
                                ("organisation__isnull", False), ("person__isnull", True), ("role", ""), ("words", "")
                            ),
                            models.Q(
                                ("organisation__isnull", True),
                                ("person__isnull", True),
                                ("words", ""),
                                models.Q(("role", ""), _negated=True),
                            ),
                            models.Q(
                                ("organisation__isnull", True),
                                ("person__isnull", True),
                                ("role", ""),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="action_owner_is_one_of_person_organisation_role_words",
                        violation_error_message="An owner is a person, an organisation, a role or a group in words.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_lead", True)),
                        fields=("action",),
                        name="action_owner_one_lead",
                        violation_error_message="Only one owner may lead.",
                    ),
                    models.UniqueConstraint(
                        fields=("action", "person"),
                        name="action_owner_person_once",
                        violation_error_message="This person owns the action already.",
                    ),
                    models.UniqueConstraint(
                        fields=("action", "organisation"),
                        name="action_owner_organisation_once",
                        violation_error_message="This organisation owns the action already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", ""), _negated=True),
                        fields=("action", "role"),
                        name="action_owner_role_once",
                        violation_error_message="This role owns the action already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reported_on",
                    models.DateField(help_text="The day of the meeting, or of the report between meetings."),
                ),
                ("text", models.TextField(blank=True, verbose_name="what was reported")),
                (
                    "status_before",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("in_progress", "In progress"),
                            ("delayed", "Delayed"),
                            ("to_be_agreed", "Complete, to be agreed"),
                            ("complete", "Complete"),
                            ("no_longer_needed", "No longer needed"),
                            ("referred", "Referred"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "status_after",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("in_progress", "In progress"),
                            ("delayed", "Delayed"),
                            ("to_be_agreed", "Complete, to be agreed"),
                            ("complete", "Complete"),
                            ("no_longer_needed", "No longer needed"),
                            ("referred", "Referred"),
                        ],
                        max_length=20,
                    ),
                ),
                ("due_before", models.DateField(blank=True, null=True)),
                ("due_after", models.DateField(blank=True, null=True)),
                ("due_words_before", models.CharField(blank=True, max_length=300)),
                ("due_words_after", models.CharField(blank=True, max_length=300)),
                ("reopens", models.BooleanField(default=False, verbose_name="reopens a closed action")),
                ("entered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="updates", to="actions.action"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Empty, with the moment, for what a command read from a document.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_in",
                    models.ForeignKey(
                        blank=True,
                        help_text="The paragraph that records it; empty if between meetings.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="action_updates",
                        to="meetings.minute",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="organisations.person",
                    ),
                ),
            ],
            options={
                "ordering": ("action", "reported_on", "pk"),
                "indexes": [models.Index(fields=["action", "reported_on"], name="action_update_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reopens", True),
                                ("status_after__in", ("open", "in_progress", "delayed", "to_be_agreed")),
                                ("status_before__in", ("complete", "no_longer_needed", "referred")),
                            ),
                            models.Q(
                                models.Q(
                                    ("status_after__in", ("open", "in_progress", "delayed", "to_be_agreed")),
                                    ("status_before__in", ("complete", "no_longer_needed", "referred")),
                                    _negated=True,
                                ),
                                ("reopens", False),
                            ),
                            _connector="OR",
                        ),
                        name="action_update_reopens_explicitly",
                        violation_error_message="This action is closed: say that the update reopens it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("status_after__in", ("delayed", "no_longer_needed", "referred")), _negated=True),
                            ("status_after", models.F("status_before")),
                            _connector="OR",
                        ),
                        name="action_update_gives_reason",
                        violation_error_message="Say why: a delayed, referred or no longer needed action has a reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("status_after", models.F("status_before")), _negated=True),
                            models.Q(("due_words_after", models.F("due_words_before")), _negated=True),
                            _connector="OR",
                        ),
                        name="action_update_says_something",
                        violation_error_message="Enter what was reported, or change the status or the due date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entered_at__isnull", True), ("entered_by__isnull", True)),
                            models.Q(("entered_at__isnull", False), ("entered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="action_update_entered_at_with_by",
                        violation_error_message="When an update was entered goes with who entered it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAction",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("number", models.PositiveIntegerField(editable=False)),
                ("reference", models.CharField(db_index=True, editable=False, max_length=24)),
                ("text", models.TextField(verbose_name="action")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("in_progress", "In progress"),
                            ("delayed", "Delayed"),
                            ("to_be_agreed", "Complete, to be agreed"),
                            ("complete", "Complete"),
                            ("no_longer_needed", "No longer needed"),
                            ("referred", "Referred"),
                        ],
                        default="open",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "raised_on",
                    models.DateField(help_text="The day of that meeting, or the day it was agreed between meetings."),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                (
                    "due_text",
                    models.CharField(
                        blank=True,
                        help_text="Such as “after publication”.",
                        max_length=300,
                        verbose_name="due, in words",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                    "due_at",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                        verbose_name="due at meeting",
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
                    "raised_in",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The paragraph it was born in; empty if between meetings.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.minute",
                    ),
                ),
                (
                    "referred_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisations.board",
                    ),
                ),
                (
                    "succeeded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical action",
                "verbose_name_plural": "historical actions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalActionOwner",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("chair", "Chair"),
                            ("secretariat", "Secretariat"),
                            ("members", "All members"),
                            ("officials", "Officials"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        help_text="A group that is no record: “theme leads”.",
                        max_length=300,
                        verbose_name="in words",
                    ),
                ),
                ("is_lead", models.BooleanField(default=False, verbose_name="leads")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
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
            ],
            options={
                "verbose_name": "historical action owner",
                "verbose_name_plural": "historical action owners",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("actions", "0004_themes_and_recommendations")]

    operations = [
        migrations.AddIndex(
            model_name="actionupdate",
            index=models.Index(
                condition=models.Q(("due_after__gt", models.F("due_before"))),
                fields=["action", "reported_on"],
                name="action_update_puts_off",
            ),
        ),
        migrations.AddIndex(
            model_name="actionupdate",
            index=models.Index(
                condition=models.Q(("reopens", True)), fields=["reported_on", "action"], name="action_update_reopens"
            ),
        ),
    ]

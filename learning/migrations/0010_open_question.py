
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0009_time_spent_playing'),
    ]

    operations = [
        migrations.AddField(
            model_name='coursepage',
            name='open_question',
            field=models.CharField(blank=True, help_text='Asked beside the statements. Who answers writes for themselves: no report shows it, and it can be erased. Leave empty for none.', max_length=300, verbose_name='open question'),
        ),
        migrations.CreateModel(
            name='OpenAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.CharField(choices=[('before', 'before the first lesson'), ('after', 'after the last lesson'), ('later', 'three months later')], max_length=10, verbose_name='moment')),
                ('question', models.CharField(max_length=300, verbose_name='question, as it was asked')),
                ('text', models.TextField(verbose_name='what was written')),
                ('written_at', models.DateTimeField(verbose_name='written')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='open_answers', to='learning.enrolment')),
            ],
            options={
                'verbose_name': 'answer to an open question',
                'verbose_name_plural': 'answers to open questions',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'moment'), name='an_open_question_is_answered_once_at_each_moment')],
            },
        ),
    ]

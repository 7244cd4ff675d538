"""The record of every change to a project, with its terms and areas."""

from django.db import connections
from simple_history.models import HistoricalRecords


class RecordsWithTerms(HistoricalRecords):
    """HistoricalRecords that copies the rows of many-to-many fields by one statement for each.

    The library fetches the project anew for every field, then its rows, then writes them: 18
    statements for each record of a project, and an edit makes several records. Its signals about
    such rows are not sent.
    """

    def create_historical_record_m2ms(self, history_instance, instance):
        with connections[history_instance._state.db].cursor() as cursor:
            for field in history_instance._history_m2m_fields:
                cursor.execute(*self._copy(field, history_instance, instance))

    def _copy(self, field, history_instance, instance):
        through = getattr(type(instance), field.name).through
        columns = ", ".join(f'"{column.column}"' for column in through._meta.fields)
        owner = through._meta.get_field(field.m2m_field_name()).column
        sql = (
            f'INSERT INTO "{self.m2m_models[field]._meta.db_table}" (history_id, {columns})'
            f' SELECT %s, {columns} FROM "{through._meta.db_table}" WHERE "{owner}" = %s'
        )
        return sql, [history_instance.pk, instance.pk]

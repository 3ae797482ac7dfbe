-- The moves of every dossier of which something was recorded after :then and by :now that took effect by the end of
-- a period, as they had come to before it and by its end, as known then and now.
-- :units :first_day :end_day as in `statement_known_at`      :then :now   milliseconds UTC
SELECT move.dossier_id, cell.unit_id,
       cell.field_id, cell.system_id, cell.channel, cell.level,
       cell.digitised, cell.fee_due, cell.paid_online,
       move.from_account, move.to_account,
       CAST(SUM(CASE WHEN move.recorded_at <= :then AND move.effect_day < :first_day THEN move.n ELSE 0 END) AS BIGINT)
           AS then_before,
       CAST(SUM(CASE WHEN move.recorded_at <= :then THEN move.n ELSE 0 END) AS BIGINT) AS then_end,
       CAST(SUM(CASE WHEN move.effect_day < :first_day THEN move.n ELSE 0 END) AS BIGINT) AS now_before,
       CAST(SUM(move.n) AS BIGINT) AS now_end
FROM ledger_move AS move
JOIN dossiers_cell AS cell ON cell.id = move.cell_id
WHERE move.unit_id IN :units AND cell.unit_id IN :units
  AND move.effect_day < :end_day AND move.recorded_at <= :now
  AND move.dossier_id IN (
      SELECT changed.dossier_id FROM ledger_move AS changed
      WHERE changed.unit_id IN :units AND changed.effect_day < :end_day
        AND changed.recorded_at > :then AND changed.recorded_at <= :now
  )
GROUP BY move.dossier_id, cell.unit_id, cell.field_id, cell.system_id, cell.channel, cell.level,
         cell.digitised, cell.fee_due, cell.paid_online, move.from_account, move.to_account
ORDER BY move.dossier_id

-- The same as `statement`, as it was known at an earlier instant: read from the moves themselves.
-- :units :first_day :end_day as there      :known_at   milliseconds UTC; what was recorded by then counts
-- by_unit      each of the units apart      of_procedure   of one :procedure alone
SELECT /*+by_unit cell.unit_id, */ cell.field_id, cell.system_id, cell.channel, cell.level,
       cell.digitised, cell.fee_due, cell.paid_online,
       move.from_account, move.to_account,
       CAST(SUM(CASE WHEN move.effect_day < :first_day THEN move.n ELSE 0 END) AS BIGINT) AS before_n,
       CAST(SUM(move.n) AS BIGINT) AS end_n
FROM ledger_move AS move
JOIN dossiers_cell AS cell ON cell.id = move.cell_id
WHERE move.unit_id IN :units AND cell.unit_id IN :units
  AND move.effect_day < :end_day AND move.recorded_at <= :known_at
  /*+of_procedure AND cell.procedure_id = :procedure */
GROUP BY /*+by_unit cell.unit_id, */ cell.field_id, cell.system_id, cell.channel, cell.level,
         cell.digitised, cell.fee_due, cell.paid_online, move.from_account, move.to_account

-- The same as `statement_known_at`, of one :procedure.
-- :units :first_day :end_day as there      :known_at   milliseconds UTC; what was recorded by then counts
SELECT cell.field_id, cell.system_id, cell.channel, cell.level,
       cell.digitised, cell.fee_due, cell.paid_online,
       move.from_account, move.to_account,
       CAST(SUM(CASE WHEN move.effect_day < :first_day THEN move.n ELSE 0 END) AS BIGINT) AS before_n,
       CAST(SUM(move.n) AS BIGINT) AS end_n
FROM ledger_move AS move
JOIN dossiers_cell AS cell ON cell.id = move.cell_id
WHERE move.unit_id IN :units AND cell.unit_id IN :units
  AND move.effect_day < :end_day AND move.recorded_at <= :known_at AND cell.procedure_id = :procedure
GROUP BY cell.field_id, cell.system_id, cell.channel, cell.level,
         cell.digitised, cell.fee_due, cell.paid_online, move.from_account, move.to_account

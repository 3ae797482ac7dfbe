-- How many dossiers of each procedure were received in a period, by channel and fee.
-- :units :first_day :end_day :known_at as in `statement_known_at`      :origins :targets   accounts
SELECT cell.procedure_id, cell.channel, cell.fee_due, cell.paid_online, CAST(SUM(move.n) AS BIGINT) AS received
FROM ledger_move AS move
JOIN dossiers_cell AS cell ON cell.id = move.cell_id
WHERE move.unit_id IN :units AND cell.unit_id IN :units
  AND move.effect_day >= :first_day AND move.effect_day < :end_day AND move.recorded_at <= :known_at
  AND move.from_account IN :origins AND move.to_account IN :targets
  AND cell.procedure_id IS NOT NULL
GROUP BY cell.procedure_id, cell.channel, cell.fee_due, cell.paid_online
HAVING SUM(move.n) <> 0

-- Dossiers that moved from one set of accounts to another within a period, and how often on balance.
-- :units :first_day :end_day :known_at as in `statement_known_at`
-- :origins :targets   accounts      the rest: dimensions; an empty choice is written as every value there is
-- placed       with the dimensions of the moves: where the figure of a field and a system counts the dossier
SELECT move.dossier_id, /*+placed cell.unit_id, cell.field_id, cell.system_id, */ CAST(SUM(move.n) AS BIGINT) AS times
FROM ledger_move AS move
JOIN dossiers_cell AS cell ON cell.id = move.cell_id
WHERE move.unit_id IN :units AND cell.unit_id IN :units
  AND move.effect_day >= :first_day AND move.effect_day < :end_day
  AND move.recorded_at <= :known_at
  AND move.from_account IN :origins AND move.to_account IN :targets
  AND (:any_field = 1 OR cell.field_id = :field) AND (:any_system = 1 OR cell.system_id = :system)
  AND (:any_procedure = 1 OR cell.procedure_id = :procedure)
  AND cell.channel IN :channels AND cell.level IN :levels AND cell.digitised IN :digitised
  AND cell.fee_due IN :fee_due AND cell.paid_online IN :paid_online
GROUP BY move.dossier_id /*+placed , cell.unit_id, cell.field_id, cell.system_id */
HAVING SUM(move.n) <> 0

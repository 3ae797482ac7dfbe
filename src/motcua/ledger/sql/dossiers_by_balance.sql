-- Dossiers that stood in a set of accounts at the end of the day before :end_day.
-- Parameters as in `dossiers_by_flow`; :targets are the accounts.
-- placed       as in `dossiers_by_flow`
SELECT move.dossier_id, /*+placed cell.unit_id, cell.field_id, cell.system_id, */
       CAST(SUM(CASE WHEN move.to_account IN :targets THEN move.n ELSE 0 END)
          - SUM(CASE WHEN move.from_account IN :targets THEN move.n ELSE 0 END) AS BIGINT) AS times
FROM ledger_move AS move
JOIN dossiers_cell AS cell ON cell.id = move.cell_id
WHERE move.unit_id IN :units AND cell.unit_id IN :units
  AND move.effect_day < :end_day AND move.recorded_at <= :known_at
  AND (move.to_account IN :targets OR move.from_account IN :targets)
  AND (:any_field = 1 OR cell.field_id = :field) AND (:any_system = 1 OR cell.system_id = :system)
  AND (:any_procedure = 1 OR cell.procedure_id = :procedure)
  AND cell.channel IN :channels AND cell.level IN :levels AND cell.digitised IN :digitised
  AND cell.fee_due IN :fee_due AND cell.paid_online IN :paid_online
GROUP BY move.dossier_id /*+placed , cell.unit_id, cell.field_id, cell.system_id */
HAVING SUM(CASE WHEN move.to_account IN :targets THEN move.n ELSE 0 END)
    <> SUM(CASE WHEN move.from_account IN :targets THEN move.n ELSE 0 END)

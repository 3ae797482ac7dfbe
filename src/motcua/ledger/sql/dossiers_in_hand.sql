-- The same as `dossiers_by_balance` for accounts of dossiers in hand, as known now, without reading what has ended.
-- Who is not in hand now and has no move from :end_day on was not in hand before :end_day either.
-- Parameters as there, without :known_at; :open are all accounts in hand. "+ 0" keeps the way over the dossier.
WITH candidate AS (
    SELECT id FROM dossiers_dossier WHERE unit_id IN :units AND state IN :open
    UNION
    SELECT dossier_id FROM ledger_move WHERE unit_id IN :units AND effect_day >= :end_day
)
SELECT move.dossier_id,
       CAST(SUM(CASE WHEN move.to_account IN :targets THEN move.n ELSE 0 END)
          - SUM(CASE WHEN move.from_account IN :targets THEN move.n ELSE 0 END) AS BIGINT) AS times
FROM candidate
CROSS JOIN ledger_move AS move
CROSS JOIN dossiers_cell AS cell
WHERE move.dossier_id = candidate.id AND cell.id = move.cell_id
  AND move.unit_id + 0 IN :units AND cell.unit_id + 0 IN :units AND move.effect_day + 0 < :end_day
  AND (move.to_account IN :targets OR move.from_account IN :targets)
  AND (:any_field = 1 OR cell.field_id = :field) AND (:any_system = 1 OR cell.system_id = :system)
  AND (:any_procedure = 1 OR cell.procedure_id = :procedure)
  AND cell.channel IN :channels AND cell.level IN :levels AND cell.digitised IN :digitised
  AND cell.fee_due IN :fee_due AND cell.paid_online IN :paid_online
GROUP BY move.dossier_id
HAVING SUM(CASE WHEN move.to_account IN :targets THEN move.n ELSE 0 END)
    <> SUM(CASE WHEN move.from_account IN :targets THEN move.n ELSE 0 END)

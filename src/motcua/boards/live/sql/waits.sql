-- When the clocks of the dossiers in hand stood still and ran on, and when they were lodged: current moves only.
-- :units :open   as in `in_hand`     :still   accounts in which a dossier waits
SELECT move.dossier_id, move.from_account, move.to_account, move.effect_at
FROM dossiers_dossier AS known
JOIN ledger_move AS move ON move.dossier_id = known.id
WHERE known.unit_id IN :units AND known.state IN :open
  AND (move.to_account IN :still OR move.from_account IN :still)
GROUP BY move.dossier_id, move.from_account, move.to_account, move.effect_at
HAVING SUM(move.n) > 0
ORDER BY move.dossier_id, move.effect_at, move.from_account

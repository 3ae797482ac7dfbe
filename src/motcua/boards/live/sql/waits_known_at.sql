-- The same as `waits` of the dossiers of units, as it was known at an earlier instant.
-- :units :still   as in `waits`      :known_at   milliseconds UTC; what was recorded by then counts
SELECT dossier_id, from_account, to_account, effect_at
FROM ledger_move
WHERE unit_id IN :units AND recorded_at <= :known_at AND (to_account IN :still OR from_account IN :still)
GROUP BY dossier_id, from_account, to_account, effect_at
HAVING SUM(n) > 0
ORDER BY dossier_id, effect_at, from_account

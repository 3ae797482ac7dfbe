-- For when the system that leads a dossier spoke of it last, of all dossiers in hand that other systems lead.
-- :units :open   as in `in_hand`
SELECT known.id, MAX(act.as_of) AS heard
FROM dossiers_dossier AS known
JOIN dossiers_act AS act ON act.dossier_id = known.id AND act.system_id = known.authority_id
WHERE known.unit_id IN :units AND known.state IN :open AND act.kind = 'reported'
GROUP BY known.id

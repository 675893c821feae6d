DROP TABLE lanes, target_notes, attempts, targets, campaigns;

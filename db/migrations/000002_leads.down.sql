DROP TABLE lead_list_members, lead_lists, lead_tags, leads;

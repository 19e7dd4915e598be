SELECT pg_notify('hosting_migrations_work', '');

INSERT INTO work_duties (name, worker, until) VALUES (@duty, @worker, now() + @lease * interval '1 second')
ON CONFLICT (name) DO UPDATE SET worker = excluded.worker, until = excluded.until
WHERE work_duties.worker = excluded.worker OR work_duties.until < now()
RETURNING name;

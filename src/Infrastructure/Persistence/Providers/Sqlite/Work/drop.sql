DELETE FROM work_items WHERE resource_id = @resource_id AND step = @step AND worker = @worker;

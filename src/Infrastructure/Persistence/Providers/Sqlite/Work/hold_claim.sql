-- Nobody takes the claim over while it is held; whoever has lost it finds nothing.
SELECT resource_id FROM work_items WHERE resource_id = @resource_id AND step = @step AND worker = @worker AND lease_until > @now;

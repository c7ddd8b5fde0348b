-- A page of a user's payments, newest first: ids begin with the time that they were made at.
create index payment_of_user on payment (user_id, payment_id desc) where user_id is not null;

-- Pages of all orders, newest first. Ids begin with the time they were made at, so the primary key is in that order;
-- the orders of a user have orders_of_user.
create index orders_by_state on orders (state, order_id desc);
create index orders_of_user_by_state on orders (user_id, state, order_id desc);
create index orders_of_email on orders (lower(email), order_id desc) where email <> '';
create index orders_of_email_by_state on orders (lower(email), state, order_id desc) where email <> '';

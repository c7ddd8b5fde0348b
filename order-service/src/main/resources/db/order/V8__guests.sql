-- Of a guest's order: where the guest is written to, and the SHA-256 of the token that opens it. The owner is a hash too.
alter table orders
  add column email text,
  add column access_token_hash text,
  add constraint guests_have_an_address_and_a_token check (
    case when user_id like 'gst\_%'
         then email is not null and access_token_hash is not null
           and (erase_time is null) = (email <> '') and (erase_time is null) = (access_token_hash <> '')
         else email is null and access_token_hash is null end);

-- The orders of guests that are to be erased one day.
create index orders_of_guests on orders (create_time) where email <> '';

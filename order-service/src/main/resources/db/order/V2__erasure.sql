-- When what identifies the buyer was taken out, because the account was deleted; null for all other orders.
alter table orders add column erase_time timestamptz;

create function address_is_erased(address jsonb) returns boolean language sql immutable as $$
  select address - 'countryCode' = '{"recipient": "", "line1": "", "line2": "", "city": "", "region": "", "postalCode": "", "phone": ""}'
$$;

alter table orders add constraint erased_orders_name_nobody check (
  erase_time is null or (address_is_erased(shipping_address) and address_is_erased(billing_address)));

-- An order under way needs its address.
alter table orders add constraint only_ended_orders_are_erased check (
  erase_time is null or state in ('FAILED', 'CANCELLED', 'DELIVERED', 'REFUNDED'));

-- All orders of a user, the refused ones too, for exports and for erasing.
create index orders_of_user on orders (user_id, order_id desc);

-- What a buyer wrote can be taken out of the history of an erased order; nothing else of it ever changes.
create function refuse_change_of_history() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.reason = ''
      and (new.order_id, new.version, new.state, new.time, new.actor)
        is not distinct from (old.order_id, old.version, old.state, old.time, old.actor)
      and (new.from_version, new.from_state) is not distinct from (old.from_version, old.from_state)
      and exists (select from orders where order_id = old.order_id and user_id = old.actor and erase_time is not null) then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

drop trigger history_is_append_only on order_history;
create trigger history_is_append_only before update or delete on order_history
  for each row execute function refuse_change_of_history();

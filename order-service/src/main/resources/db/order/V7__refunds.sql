-- Work that is done after an answer, or whenever it can be: written with the change that asks for it, done at least once by
-- whoever holds its lease, then deleted. What it does may be repeated. `lease` counts the holders.
create table task (
  kind text not null check (kind in ('REFUND')),
  subject_id text not null,
  order_id text not null references orders,
  attempts integer not null default 0 check (attempts >= 0),
  last_error text not null default '',
  lease bigint not null default 0,
  lease_owner text,
  due_time timestamptz not null,
  create_time timestamptz not null,
  primary key (kind, subject_id)
);

create index task_due on task (due_time);
create index task_of_order on task (order_id);

-- Money on its way back to the buyer, in minor units of the order's currency. The id names it to payment-service.
create table refund (
  refund_id text primary key,
  order_id text not null references orders,
  state text not null check (state in ('PENDING', 'SUCCEEDED', 'FAILED')),
  amount bigint not null check (amount > 0),
  reason text not null check (length(reason) <= 500),
  actor text not null,
  refusal bytea,
  failure_reason text not null default '',
  create_time timestamptz not null,
  settle_time timestamptz,
  unique (refund_id, order_id),
  constraint settled_at_some_time check ((state = 'PENDING') = (settle_time is null)),
  constraint failed_for_a_reason check (
    (state = 'FAILED') = (refusal is not null) and (state = 'FAILED') = (failure_reason <> ''))
);

create index refund_of_order on refund (order_id);

-- What is paid back is at most what was paid, also by refunds at the same time, and what was paid or refused stays so.
create function require_refunds_to_be_covered() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (old.state <> 'PENDING'
      or (new.refund_id, new.order_id, new.amount, new.reason, new.actor, new.create_time)
        is distinct from (old.refund_id, old.order_id, old.amount, old.reason, old.actor, old.create_time)) then
    raise exception 'a refund is settled once, and else stays as it is' using errcode = 'restrict_violation';
  end if;
  perform from orders where order_id = new.order_id for update;
  if (select sum(amount) from refund where order_id = new.order_id and state <> 'FAILED')
      > (select total from orders where order_id = new.order_id) then
    raise exception 'the refunds of % exceed what was paid', new.order_id
      using errcode = 'check_violation', constraint = 'refunds_are_covered';
  end if;
  return null;
end $$;

create trigger refunds_are_covered after insert or update on refund
  for each row execute function require_refunds_to_be_covered();

-- Units of a line that refunds pay back, with what was paid for them; void once that comes to nothing.
create table item_back (
  source_id text not null,
  order_id text not null,
  sku text not null,
  quantity integer not null check (quantity > 0),
  amount bigint not null check (amount >= 0),
  void boolean not null default false,
  primary key (source_id, sku),
  foreign key (order_id, sku) references order_item (order_id, sku)
);

create index item_back_of_order on item_back (order_id);

-- The database counts them itself: never more units than were bought, never more money than was paid for them.
create table item_back_count (
  order_id text not null,
  sku text not null,
  bought integer not null,
  paid bigint not null,
  quantity integer not null,
  amount bigint not null,
  primary key (order_id, sku),
  foreign key (order_id, sku) references order_item (order_id, sku),
  constraint units_were_bought check (quantity between 0 and bought),
  constraint amounts_were_paid check (amount between 0 and paid)
);

create function count_item_back() returns trigger language plpgsql as $$
declare
  sign integer;
begin
  if tg_op = 'INSERT' and not new.void then
    sign := 1;
  elsif tg_op = 'UPDATE' and not old.void and new.void
      and (new.source_id, new.order_id, new.sku, new.quantity, new.amount)
        is not distinct from (old.source_id, old.order_id, old.sku, old.quantity, old.amount) then
    sign := -1;
  else
    raise exception 'what comes back is void once, and else stays as it is' using errcode = 'restrict_violation';
  end if;
  insert into item_back_count (order_id, sku, bought, paid, quantity, amount)
    select order_id, sku, item.quantity,
      line_total - item.discount + case when tax_included then 0 else item.tax end, 0, 0
    from order_item item join orders using (order_id) where order_id = new.order_id and sku = new.sku
    on conflict do nothing;
  update item_back_count set quantity = quantity + sign * new.quantity, amount = amount + sign * new.amount
    where order_id = new.order_id and sku = new.sku;
  return null;
end $$;

create trigger items_back_are_counted after insert or update or delete on item_back
  for each row execute function count_item_back();

-- What a request made of its order, besides the order: a refund's id.
alter table idempotency_key
  add column subject_id text,
  add constraint subject_is_of_an_order check (subject_id is null or order_id is not null);

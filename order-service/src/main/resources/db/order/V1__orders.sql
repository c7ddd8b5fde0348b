-- The transition table of OrderState; a test holds both together.
create table order_transition (
  from_state text not null,
  to_state text not null,
  primary key (from_state, to_state)
);

insert into order_transition (from_state, to_state) values
  ('PENDING', 'PAID'), ('PENDING', 'FAILED'), ('PENDING', 'CANCELLED'),
  ('PAID', 'PACKED'), ('PAID', 'CANCELLING'),
  ('PACKED', 'SHIPPED'), ('PACKED', 'CANCELLING'),
  ('SHIPPED', 'DELIVERED'),
  ('DELIVERED', 'REFUNDED'),
  ('CANCELLING', 'CANCELLED');

-- Money is in minor units of the order's one currency.
create table orders (
  order_id text primary key,
  number text not null constraint order_number_unique unique,
  user_id text not null,
  state text not null,
  version integer not null,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  subtotal bigint not null check (subtotal >= 0),
  discount bigint not null check (discount between 0 and subtotal),
  shipping bigint not null check (shipping >= 0),
  tax bigint not null check (tax >= 0),
  tax_included boolean not null,
  total bigint not null,
  shipping_address jsonb not null,
  billing_address jsonb not null,
  payment_id text,
  create_time timestamptz not null,
  constraint totals_add_up check (
    total = subtotal - discount + shipping + case when tax_included then 0 else tax end),
  constraint paid_orders_have_a_payment check (
    state in ('PENDING', 'FAILED', 'CANCELLED') or payment_id is not null)
);

-- A page of a buyer's orders, newest first; refused ones are not the buyer's to see.
create index orders_of_buyer on orders (user_id, create_time desc, order_id desc)
  where state <> 'FAILED';
create index orders_of_buyer_by_state on orders (user_id, state, create_time desc, order_id desc)
  where state <> 'FAILED';

create table order_item (
  order_id text not null references orders,
  position integer not null check (position >= 0),
  sku text not null,
  product_id text not null,
  name text not null,
  quantity integer not null check (quantity > 0),
  unit_price bigint not null check (unit_price >= 0),
  line_total bigint not null check (line_total = unit_price * quantity),
  primary key (order_id, position),
  unique (order_id, sku)
);

-- Each entry follows from the one before it by a legal transition: an illegal history cannot be written.
create table order_history (
  order_id text not null references orders,
  version integer not null,
  state text not null,
  from_version integer,
  from_state text,
  time timestamptz not null,
  actor text not null,
  reason text not null,
  primary key (order_id, version),
  unique (order_id, version, state),
  constraint starts_pending_then_follows check (
    case when version = 1 then from_version is null and from_state is null and state = 'PENDING'
         else from_version is not null and from_state is not null and from_version = version - 1 end),
  constraint follows_the_entry_before
    foreign key (order_id, from_version, from_state) references order_history (order_id, version, state),
  constraint transition_is_legal
    foreign key (from_state, state) references order_transition (from_state, to_state)
);

-- An order is where its history ends.
alter table orders add constraint state_is_in_the_history
  foreign key (order_id, version, state) references order_history (order_id, version, state)
  deferrable initially deferred;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger history_is_append_only before update or delete on order_history
  for each row execute function refuse_change();
create trigger items_are_as_sold before update or delete on order_item
  for each row execute function refuse_change();

create function require_items_to_add_up() returns trigger language plpgsql as $$
begin
  if new.subtotal is distinct from
      (select sum(line_total) from order_item where order_id = new.order_id) then
    raise exception 'the lines of % do not add up to its subtotal', new.order_id
      using errcode = 'check_violation', constraint = 'lines_add_up';
  end if;
  return null;
end $$;

create constraint trigger lines_add_up after insert or update of subtotal on orders
  deferrable initially deferred for each row execute function require_items_to_add_up();

-- One placement and at most one cancellation an order. A row is driven by whoever holds its lease; `lease` counts
-- the holders, and every change names the count it holds (a fence), so that a holder who lost it changes nothing.
create table order_saga (
  order_id text not null references orders,
  goal text not null check (goal in ('PLACEMENT', 'CANCELLATION')),
  step text not null,
  payment_token text,
  refusal bytea,
  attempts integer not null default 0 check (attempts >= 0),
  lease bigint not null check (lease > 0),
  lease_owner text,
  due_time timestamptz not null,
  primary key (order_id, goal),
  constraint step_belongs_to_goal check (
    case goal
      when 'PLACEMENT' then step in ('RESERVE', 'AUTHORIZE', 'REVALIDATE', 'CAPTURE', 'COMMIT', 'CLEAR_CART',
                                     'VOID', 'RELEASE', 'DONE')
      else step in ('REFUND', 'RESTOCK', 'DONE') end),
  constraint token_is_kept_until_authorized check (
    payment_token is null or step in ('RESERVE', 'AUTHORIZE')),
  constraint undoing_has_a_refusal check (step not in ('VOID', 'RELEASE') or refusal is not null),
  constraint nobody_leases_what_is_done check (step <> 'DONE' or lease_owner is null)
);

create index saga_due on order_saga (due_time) where step <> 'DONE';

-- What an idempotency key was answered: an order, or a refusal that left none.
create table idempotency_key (
  caller text not null,
  rpc text not null,
  key text not null check (length(key) between 1 and 255),
  request_hash text not null,
  order_id text references orders deferrable initially deferred,
  refusal bytea,
  create_time timestamptz not null,
  primary key (caller, rpc, key),
  constraint answers_one_thing check (num_nonnulls(order_id, refusal) = 1)
);

create index idempotency_key_age on idempotency_key (create_time);
create index idempotency_key_order on idempotency_key (order_id);

-- Events written with the change that they tell of, until the relay has them on Kafka. Events of one key are
-- written under the lock of their order, so that their ids are in the order of the changes.
create table outbox (
  id bigint generated always as identity primary key,
  event_id text not null unique,
  topic text not null,
  key text not null,
  payload bytea not null,
  create_time timestamptz not null
);

create index outbox_key on outbox (key, id);

-- Statistics by day in UTC and currency; amounts in minor units. Orders never write here: see sales_change.
create table sales_day (
  day date not null,
  currency char(3) not null,
  orders bigint not null,
  cancelled_orders bigint not null,
  units bigint not null,
  cancelled_units bigint not null,
  gross bigint not null,
  refunded bigint not null,
  primary key (day, currency)
);

create table product_day (
  day date not null,
  product_id text not null,
  currency char(3) not null,
  name text not null,
  units bigint not null,
  cancelled_units bigint not null,
  revenue bigint not null,
  primary key (day, product_id, currency)
);

-- What is not in the statistics yet, one row a change. Orders only add rows, so that none waits for another; what is
-- added up moves to the tables above.
create table sales_change (
  id bigint generated always as identity primary key,
  order_id text not null references orders,
  kind text not null check (kind in ('PAID', 'CANCELLED', 'REFUNDED')),
  amount bigint not null check (amount >= 0),
  time timestamptz not null
);

create function note_sale() returns trigger language plpgsql as $$
begin
  insert into sales_change (order_id, kind, amount, time)
    select order_id, new.state, case new.state when 'PAID' then total else 0 end, new.time
    from orders where order_id = new.order_id;
  return null;
end $$;

create trigger sales_are_noted after insert on order_history
  for each row when (new.state = 'PAID' or new.state = 'CANCELLED' and new.from_state = 'CANCELLING')
  execute function note_sale();

-- What is paid back is a refund, that of a cancelled order too.
create function note_refund() returns trigger language plpgsql as $$
begin
  insert into sales_change (order_id, kind, amount, time)
    values (new.order_id, 'REFUNDED', new.amount, new.settle_time);
  return null;
end $$;

create trigger refunds_are_noted after insert on refund
  for each row when (new.state = 'SUCCEEDED') execute function note_refund();
create trigger settled_refunds_are_noted after update on refund
  for each row when (new.state = 'SUCCEEDED' and old.state <> 'SUCCEEDED') execute function note_refund();

-- Orders from before; those that were cancelled before there were refunds have none, and were paid back in full.
insert into sales_change (order_id, kind, amount, time)
  select order_id, history.state, case history.state when 'PAID' then total else 0 end, time
  from order_history history join orders using (order_id)
  where history.state = 'PAID' or history.state = 'CANCELLED' and history.from_state = 'CANCELLING'
  order by time;
insert into sales_change (order_id, kind, amount, time)
  select order_id, 'REFUNDED', amount, settle_time from refund where state = 'SUCCEEDED';
insert into sales_change (order_id, kind, amount, time)
  select order_id, 'REFUNDED', total - paid_back, time
  from order_history history join orders using (order_id) cross join lateral (
    select coalesce(sum(amount), 0) as paid_back from refund
    where refund.order_id = orders.order_id and refund.state = 'SUCCEEDED') refunds
  where history.state = 'CANCELLED' and history.from_state = 'CANCELLING' and total > paid_back;

-- The changes as rows of the statistics.
create view sales_change_of_day as
  select change.id, (change.time at time zone 'UTC')::date as day, currency,
    (kind = 'PAID')::integer as orders,
    (kind = 'CANCELLED')::integer as cancelled_orders,
    case kind when 'PAID' then units else 0 end as units,
    case kind when 'CANCELLED' then units else 0 end as cancelled_units,
    case kind when 'PAID' then amount else 0 end as gross,
    case kind when 'PAID' then 0 else amount end as refunded
  from sales_change change join orders using (order_id) cross join lateral (
    select sum(quantity) as units from order_item where order_item.order_id = change.order_id) lines;

create view product_change_of_day as
  select change.id, (change.time at time zone 'UTC')::date as day, product_id, currency, item.name,
    case kind when 'PAID' then quantity else 0 end as units,
    case kind when 'CANCELLED' then quantity else 0 end as cancelled_units,
    case kind when 'PAID' then line_total - item.discount else 0 end as revenue
  from sales_change change join orders using (order_id) join order_item item using (order_id)
  where kind in ('PAID', 'CANCELLED');

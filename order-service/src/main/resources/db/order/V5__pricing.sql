-- What each line was charged, and why; lines from before had neither discount nor tax.
alter table order_item
  add column discount bigint not null default 0,
  add column tax_name text not null default '',
  add column tax_percent numeric not null default 0,
  add column tax bigint not null default 0,
  add constraint discount_is_of_the_line check (discount between 0 and line_total),
  add constraint tax_is_of_the_line check (tax >= 0 and tax_percent between 0 and 100);

-- How the order is sent, when it should arrive, and what the buyer wrote. Method and days are unknown of orders from
-- before.
alter table orders
  add column from_cart boolean not null default true,
  add column shipping_method text not null default '',
  add column delivery_earliest date,
  add column delivery_latest date,
  add column shipping_tax_name text not null default '',
  add column shipping_tax_percent numeric not null default 0 check (shipping_tax_percent between 0 and 100),
  add column shipping_tax bigint not null default 0 check (shipping_tax >= 0),
  add column customer_note text not null default '' check (length(customer_note) <= 500),
  add constraint delivery_has_both_ends check (
    num_nulls(delivery_earliest, delivery_latest) in (0, 2) and delivery_earliest <= delivery_latest),
  add constraint erased_orders_have_no_note check (erase_time is null or customer_note = '');

-- Subtotal and discount are the sums of the lines', tax is that of the lines and the shipping.
create or replace function require_items_to_add_up() returns trigger language plpgsql as $$
begin
  if exists (
      select from orders cross join (
        select sum(line_total) as subtotal, sum(discount) as discount, sum(tax) as tax
        from order_item where order_id = new.order_id) lines
      where orders.order_id = new.order_id
        and (orders.subtotal, orders.discount, orders.tax - orders.shipping_tax)
          is distinct from (lines.subtotal, lines.discount, lines.tax)) then
    raise exception 'the lines of % do not add up to its amounts', new.order_id
      using errcode = 'check_violation', constraint = 'lines_add_up';
  end if;
  return null;
end $$;

drop trigger lines_add_up on orders;
create constraint trigger lines_add_up after insert or update of subtotal, discount, tax, shipping_tax on orders
  deferrable initially deferred for each row execute function require_items_to_add_up();

-- A line that comes later does not add up either.
create constraint trigger lines_add_up after insert on order_item
  deferrable initially deferred for each row execute function require_items_to_add_up();

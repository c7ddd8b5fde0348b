-- Codes that take something off. Amounts are in minor units of the code's one currency.
create table discount_code (
  code text primary key check (code ~ '^[A-Z0-9][A-Z0-9_-]{2,31}$'),
  description text not null check (length(description) <= 200),
  percent_off numeric check (percent_off > 0 and percent_off <= 100),
  amount_off bigint check (amount_off > 0),
  free_shipping boolean not null,
  minimum_subtotal bigint check (minimum_subtotal >= 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  start_time timestamptz,
  end_time timestamptz,
  max_uses integer check (max_uses > 0),
  max_uses_per_customer integer check (max_uses_per_customer > 0),
  combinable boolean not null,
  disabled boolean not null,
  uses integer not null default 0,
  version integer not null check (version > 0),
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint takes_one_thing_off check (num_nonnulls(percent_off, amount_off) + free_shipping::integer = 1),
  constraint amounts_have_a_currency check (
    (currency is null) = (amount_off is null and minimum_subtotal is null)),
  constraint ends_after_it_starts check (start_time < end_time),
  constraint uses_are_within_the_limit check (uses >= 0 and (max_uses is null or uses <= max_uses))
);

create index discount_code_age on discount_code (create_time desc, code desc);

-- The orders that a code counts for; given back when the order fails or is cancelled.
create table discount_redemption (
  order_id text not null references orders,
  code text not null references discount_code,
  customer text not null,
  amount bigint not null check (amount >= 0),
  shipping bigint not null check (shipping >= 0),
  return_time timestamptz,
  primary key (order_id, code)
);

create index discount_redemption_of_customer on discount_redemption (code, customer) where return_time is null;

-- The database counts the uses itself, so that they cannot differ from the redemptions.
create function count_redemption() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update discount_code set uses = uses + 1 where code = new.code;
    return null;
  end if;
  if tg_op = 'UPDATE' and old.return_time is null and new.return_time is not null
      and (new.order_id, new.code, new.customer, new.amount, new.shipping)
        is not distinct from (old.order_id, old.code, old.customer, old.amount, old.shipping) then
    update discount_code set uses = uses - 1 where code = new.code;
    return null;
  end if;
  raise exception 'a redemption is given back once, and else stays as it is' using errcode = 'restrict_violation';
end $$;

create trigger redemptions_are_counted after insert or update or delete on discount_redemption
  for each row execute function count_redemption();

-- What codes take off the lines is the order's discount.
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
  if exists (
      select from orders
      where order_id = new.order_id and discount <>
        (select coalesce(sum(amount), 0) from discount_redemption where order_id = new.order_id)) then
    raise exception 'the codes of % do not add up to its discount', new.order_id
      using errcode = 'check_violation', constraint = 'codes_add_up';
  end if;
  return null;
end $$;

create constraint trigger codes_add_up after insert on discount_redemption
  deferrable initially deferred for each row execute function require_items_to_add_up();

-- How an order was sent. The tracking number leads to the buyer: it goes when the buyer is erased.
alter table orders
  add column carrier text,
  add column tracking_number text,
  add constraint carrier_and_tracking_number_come_together check (
    num_nulls(carrier, tracking_number) in (0, 2)),
  add constraint what_is_shipped_has_a_carrier check (
    carrier is not null or state not in ('SHIPPED', 'DELIVERED', 'REFUNDED')),
  add constraint erased_orders_cannot_be_tracked check (
    erase_time is null or tracking_number is null or tracking_number = '');

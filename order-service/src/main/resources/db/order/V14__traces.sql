-- What goes on with an order later is linked to the call that began it: W3C trace context, empty when unknown.
alter table order_saga add column traceparent text not null default '' check (length(traceparent) <= 64);
alter table task add column traceparent text not null default '' check (length(traceparent) <= 64);

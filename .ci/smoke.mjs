#!/usr/bin/env node
// Buys something in a shop that runs, as a new customer, and takes it back; fails when a step does:
//   .ci/smoke.mjs https://development.shop.example
// Where nothing is for sale it stops at the empty cart, and says so. For shops whose payments move no money: it pays with the
// sandbox's tok_success. The account is deleted at the end; after a failure it stays, to be looked at.
import { randomUUID } from 'node:crypto';

const PATIENCE_MILLIS = 30_000;
const CHECKOUT = {
  shippingAddress: {
    recipient: 'Smoke Test', line1: "12 St James's Square", city: 'London', postalCode: 'SW1Y 4JH', countryCode: 'GB',
  },
  payment: { token: 'tok_success' },
};

const gateway = process.argv[2];
if (!gateway) {
  console.error('smoke.mjs needs the address of a gateway, such as https://development.shop.example');
  process.exit(2);
}
try {
  console.log(`smoke: ${gateway}: ${await smoke()}`);
} catch (failure) {
  console.error(`smoke: ${gateway}: ${failure.message}${failure.cause ? ` (${failure.cause.code ?? failure.cause.message})` : ''}`);
  process.exitCode = 1;
}

async function smoke() {
  const status = await call('GET', '/v1/status');
  expect(status.status === 'UP', `/v1/status says ${JSON.stringify(status)}`);
  const { products } = await call('GET', '/v1/products?pageSize=50');
  expect(Array.isArray(products), '/v1/products has no list of products');

  const password = randomUUID();
  const email = `smoke-${randomUUID()}@example.com`;
  const { accessToken } = await call('POST', '/v1/auth/register', { email, password, name: 'Smoke Test' });
  expect(accessToken, 'who registers is not signed in');
  const bought = await buy(products, accessToken);
  await call('DELETE', '/v1/users/me', undefined, accessToken);
  return bought;
}

async function buy(products, token) {
  const variant = products.flatMap((product) => product.variants ?? []).find(({ available }) => available > 0);
  if (!variant) {
    const { items } = await call('GET', '/v1/cart', undefined, token);
    expect((items ?? []).length === 0, 'the cart of a new account is not empty');
    return `${products.length} products, none in stock: NOTHING WAS BOUGHT`;
  }
  const { items } = await call('POST', '/v1/cart/items', { sku: variant.sku, quantity: 1 }, token);
  expect(items?.length === 1 && items[0].sku === variant.sku, `the cart does not hold one ${variant.sku}`);
  const order = await call('POST', '/v1/orders', CHECKOUT, token);
  expect(order.state === 'ORDER_STATE_PAID', `the order is ${order.state}`);
  const { state } = await call('POST', `/v1/orders/${order.orderId}:cancel`, {}, token);
  expect(/^ORDER_STATE_CANCELL(ED|ING)$/.test(state), `the order that was cancelled is ${state}`);
  return `bought ${variant.sku}, order ${order.orderId}, and took it back`;
}

/** The answer of the shop; anything but a success is an error. */
async function call(method, path, body, token) {
  const headers = { 'Idempotency-Key': randomUUID() };
  if (body) headers['Content-Type'] = 'application/json';
  if (token) headers.Authorization = `Bearer ${token}`;
  const answer = await fetch(new URL(path, gateway), {
    method,
    headers,
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MILLIS),
  });
  const text = await answer.text();
  expect(answer.ok, `${method} ${path} answers ${answer.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

function expect(holds, message) {
  if (!holds) throw new Error(message);
}

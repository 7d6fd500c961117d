"""Money of all of HOTMESS: tickets, listings, the shop, the market.

Whoever sells writes an `orders` row (`order_first_hand`, `order_ticket`, `place_order`), then

* `opening.page(house, person, order, ...)` is Stripe's address to send the buyer to; an order of total 0 goes through `settling.settle_free`;
* `settling.settle(house, payment)` brings a payment to how it stands at Stripe. The webhook, the browser that comes back
  (`settling.settle_order`) and a sweep all call it, whichever is first; twice is once. The buyer is told by `telling`;
* giving back: write the rows with `refund_line` or `refund_shipping` in your own transaction; `refunding.execute_due` sends them;
* sellers: `accounts.connect` and `accounts.look` begin and ask about the account at Stripe, `paying.pay_due` sends what is due and takes
  back what was refunded later.
"""

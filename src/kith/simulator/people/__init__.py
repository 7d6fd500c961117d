"""Virtual people: in development, the demo's people do by themselves what people do, later than a program would and not always.

A product names its `crowd` in the manifest. Nobody here is special to the house: a crowd texts through the stand-in for Twilio, or uses the
product's public API, as anybody would. Each person has a temperament that is the same at every start.
"""

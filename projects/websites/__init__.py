"""Whether the websites that entries lead to still answer: asked weekly, politely and safely."""

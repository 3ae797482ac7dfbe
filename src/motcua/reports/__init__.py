"""Forms, narrative reports and what people write into them."""

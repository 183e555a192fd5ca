"""What the later chapters add: quicker steps, searches, recipes, distortions."""

"""What chapters 7, 9 and 10 add: quicker steps, searches, recipes, distortions."""

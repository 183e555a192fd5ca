"""The later chapters: searches, faster steps, recipes, distortions."""

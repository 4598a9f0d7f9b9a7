"""PySpark 4 looks for data sources in packages named pyspark_...: this makes spark.read.format("gridlift") work."""
from gridlift.spark import GridliftDataSource as DefaultSource

__all__ = ["DefaultSource"]

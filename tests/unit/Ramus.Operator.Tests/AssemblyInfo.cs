// Those with a real API server mostly wait: for leases to end and for processes to start.
[assembly: Xunit.v3.Parallelization(MaxThreads = 5)]

// Tests with a real API server mostly wait for leases to expire and for processes to start.
[assembly: Xunit.v3.Parallelization(MaxThreads = 5)]

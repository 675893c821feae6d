# Makes a table of what go test -bench prints: one measure a row, and beside it what is wanted of it.

BEGIN {
	wanted["DispatchSMS/0s texts/s"] = ">= 12000"
	wanted["DispatchSMS/50ms texts/s"] = ">= 10000"
	wanted["DispatchEmail/transactional/0s targets/s"] = ">= 30000"
	wanted["DispatchMillion frozen/s"] = ">= 100000"
	wanted["DispatchMillion peak-MiB"] = "<= 200"
	wanted["Fairness times-alone"] = "<= 2"
	wanted["Callbacks accepted/s"] = ">= 3000"
	wanted["Growth texts-1e7-of-1e5"] = wanted["Growth lists-1e7-of-1e5"] = ">= 0.9"
	wanted["API/read of-bare"] = wanted["API/create of-bare"] = ">= 0.7"
	wanted["Tenant/callers=1 pipelined-over-%"] = wanted["Tenant/callers=8 pipelined-over-%"] = "<= 35"
	printf "%-44s %-22s %12s  %s\n", "benchmark", "measure", "value", "wanted"
}

/^Benchmark/ && NF > 3 {
	name = $1
	sub(/^Benchmark/, "", name)
	sub(/-[0-9]+$/, "", name)
	for (i = 3; i < NF; i += 2)
		if ($(i + 1) != "ns/op" || NF == 4)
			printf "%-44s %-22s %12s  %s\n", name, $(i + 1), $i, wanted[name " " $(i + 1)]
}

/^(--- FAIL|FAIL|panic:)/ { print; failed = 1 }

END { exit failed }

process.stdout.write("stsctl\n");

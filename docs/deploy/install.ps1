# Install Mingcha from this bundle, without a network: .\install.ps1 [FOLDER] [--back]
$ErrorActionPreference = "Stop"
$wanted = (Get-Content -Raw "$PSScriptRoot\bundle.json" | ConvertFrom-Json).python
& py "-$wanted" "$PSScriptRoot\install.py" @args
exit $LASTEXITCODE
